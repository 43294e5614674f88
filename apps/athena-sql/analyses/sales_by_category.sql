-- grain: one row per category with a paid purchase

with paid as (
    select
        category,
        purchase_id,
        quantity,
        cast(quantity as bigint) * unit_price_jpy as revenue_jpy
    from purchase
    where status = 'paid'
),

sales as (
    select
        category,
        count(distinct purchase_id) as orders,
        sum(quantity) as units,
        sum(revenue_jpy) as revenue_jpy
    from paid
    group by category
)

select
    category,
    orders,
    units,
    revenue_jpy
from sales
order by category
