-- grain: one row per age band of the buyer and category, over paid purchases

with paid as (
    select
        category,
        purchase_id,
        customer_key,
        quantity,
        cast(quantity as bigint) * unit_price_jpy as revenue_jpy,
        year((purchased_at at time zone 'UTC') at time zone 'Asia/Tokyo') as purchase_year
    from purchase
    where status = 'paid'
),

aged as (
    select
        paid.category,
        paid.purchase_id,
        paid.quantity,
        paid.revenue_jpy,
        paid.purchase_year - customer.birth_year as age
    from paid
    left join customer
        on paid.customer_key = customer.customer_key
),

banded as (
    select
        category,
        purchase_id,
        quantity,
        revenue_jpy,
        case
            when age >= 60 then '60plus'
            when age >= 50 then '50s'
            when age >= 40 then '40s'
            when age >= 30 then '30s'
            when age >= 20 then '20s'
            when age >= 10 then '10s'
            else 'unknown'
        end as age_band
    from aged
),

sales as (
    select
        age_band,
        category,
        count(distinct purchase_id) as orders,
        sum(quantity) as units,
        sum(revenue_jpy) as revenue_jpy
    from banded
    group by age_band, category
)

select
    age_band,
    category,
    orders,
    units,
    revenue_jpy
from sales
order by age_band, category
