-- grain: one row per dataset, which is clicks: how many the catalog holds, and which of them no analysis counts

with delivered as (
    select
        method,
        path,
        status,
        row_number() over (
            partition by event_id
            order by occurred_at, visitor_id, method, path, status
        ) as delivery
    from clicks
),

judged as (
    select
        delivery,
        delivery = 1 and (
            coalesce(method, '') <> 'GET'
            or coalesce(status, 0) < 200
            or coalesce(status, 0) >= 400
            or regexp_like(
                lower(coalesce(path, '')),
                '\A[^?#]*\.(css|js|map|png|jpg|jpeg|gif|svg|ico|webp|woff|woff2|ttf|eot)([?#]|\z)'
            )
        ) as is_no_page
    from delivered
),

counted as (
    select
        count(*) as in_catalog,
        count_if(delivery > 1) as repeated_events,
        count_if(is_no_page) as no_page
    from judged
)

select
    'clicks' as dataset,
    in_catalog,
    repeated_events,
    no_page
from counted
order by dataset
