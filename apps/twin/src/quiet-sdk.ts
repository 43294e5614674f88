// The AWS SDK announces on every start which Node its versions of 2027 will need; the lock file pins one that runs here.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
