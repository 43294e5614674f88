-- grain: one row per category with a paid purchase or a review

with sold_or_reviewed as (
    select
        category,
        quantity as units,
        cast(null as integer) as rating
    from purchase
    where status = 'paid'
    union all
    select
        category,
        null as units,
        rating
    from review
),

counted as (
    select
        category,
        count(units) as sales,
        coalesce(sum(units), 0) as units,
        count(rating) as review_count,
        cast(sum(rating) as double) as rating_sum,
        cast(count_if(rating >= 4) as double) as positive_count
    from sold_or_reviewed
    group by category
),

rated as (
    select
        category,
        units,
        review_count,
        sales > 0 and review_count > 0 as is_compared,
        cast(units as double) / nullif(sum(units) over (), 0) as sales_rate,
        rating_sum / nullif(review_count, 0) as mean_rating,
        positive_count / nullif(review_count, 0) as positive_share
    from counted
),

compared as (
    select
        count(*) as categories_compared,
        -- without variance the engines answer NaN, NULL or noise
        if(
            count(*) >= 3
            and min(sales_rate) < max(sales_rate)
            and min(mean_rating) < max(mean_rating),
            corr(sales_rate, mean_rating)
        ) as rate_rating_correlation
    from rated
    where is_compared
),

joined as (
    select
        rated.category,
        rated.units,
        rated.sales_rate,
        rated.review_count,
        rated.mean_rating,
        rated.positive_share,
        compared.rate_rating_correlation,
        compared.categories_compared
    from rated
    cross join compared
)

select
    category,
    units,
    cast(round(sales_rate, 6) as decimal(9, 6)) as sales_rate,
    review_count,
    cast(round(mean_rating, 6) as decimal(9, 6)) as mean_rating,
    cast(round(positive_share, 6) as decimal(9, 6)) as positive_share,
    cast(round(rate_rating_correlation, 6) as decimal(9, 6)) as rate_rating_correlation,
    categories_compared
from joined
order by category
