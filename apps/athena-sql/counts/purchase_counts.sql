-- grain: one row per dataset, which is purchase: how many purchases no analysis of sales counts

with counted as (
    select count_if(status <> 'paid') as not_paid
    from purchase
)

select
    'purchase' as dataset,
    not_paid
from counted
order by dataset
