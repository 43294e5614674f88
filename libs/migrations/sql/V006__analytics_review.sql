CREATE OR REPLACE SQL SECURITY DEFINER VIEW analytics_review AS
SELECT
  review_id,
  purchase_id,
  category,
  rating
FROM review
