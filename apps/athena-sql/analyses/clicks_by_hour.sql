-- grain: one row per date and hour in Tokyo with a click

with delivered as (
    select
        visitor_id,
        method,
        path,
        status,
        (occurred_at at time zone 'UTC') at time zone 'Asia/Tokyo' as clicked_at,
        -- delivery is at least once; the other columns only settle ties
        row_number() over (
            partition by event_id
            order by occurred_at, visitor_id, method, path, status
        ) as delivery
    from clicks
),

pages as (
    select
        visitor_id,
        cast(clicked_at as date) as clicked_on,
        cast(hour(clicked_at) as integer) as hour
    from delivered
    where
        delivery = 1
        and method = 'GET'
        and status >= 200
        and status < 400
        and not regexp_like(
            lower(coalesce(path, '')),
            '\A[^?#]*\.(css|js|map|png|jpg|jpeg|gif|svg|ico|webp|woff|woff2|ttf|eot)([?#]|\z)'
        )
),

hours as (
    select
        clicked_on,
        hour,
        count(*) as clicks,
        count(distinct visitor_id) as visitors
    from pages
    group by clicked_on, hour
)

select
    clicked_on,
    hour,
    clicks,
    visitors
from hours
order by clicked_on, hour
