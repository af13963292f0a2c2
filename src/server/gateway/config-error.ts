/** Why sources can't be used as they are configured: one sentence that says where. No secret is ever in it. */
export class ConfigError extends Error {}
