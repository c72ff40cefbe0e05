namespace Users.Api.Description;

/// <summary>Describes the headers that several answers have.</summary>
internal static class Headers
{
    public static readonly HeaderDescription ETag = new("ETag", Schemas.Text(), "The version of the user, as an entity tag.");

    public static readonly HeaderDescription ConsistencyToken = new(
        Reading.ConsistencyToken.HeaderName, Schemas.Text(), "Send it with a GET to any instance, which then shows what this answer tells of.");

    public static readonly HeaderDescription OperationLocation = new(
        "Operation-Location", Schemas.Link, "The operation, where the outcome of the command can be looked up on any instance.");

    public static readonly HeaderDescription RetryAfter = new("Retry-After", Schemas.Seconds, "How many seconds to wait before the next try.");

    public static readonly HeaderDescription CacheControl = new(
        "Cache-Control", Schemas.Text(), "no-cache: keep it if you like, but ask whether it still holds. no-store: do not keep it.");
}
