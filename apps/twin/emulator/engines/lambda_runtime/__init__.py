"""What runs a Lambda function's own zip: a Runtime API, the layout of its folders, and its workers."""
