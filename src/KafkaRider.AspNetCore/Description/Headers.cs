namespace KafkaRider.AspNetCore;

/// <summary>Describes the headers that several answers have.</summary>
public static class Headers
{
    /// <summary>The version of an entity.</summary>
    public static readonly HeaderDescription ETag = new("ETag", Schemas.Text(), "The version, as an entity tag.");

    /// <summary>What lets a client read what it was told of.</summary>
    public static readonly HeaderDescription ConsistencyToken = new(
        AspNetCore.ConsistencyToken.HeaderName, Schemas.Text(), "Send it with a GET to any instance, which then shows what this answer tells of.");

    /// <summary>Where the operation is.</summary>
    public static readonly HeaderDescription OperationLocation = new(
        Internal.OwnHeaders.OperationLocation, Schemas.Link, "The operation, where the outcome of the command can be looked up on any instance.");

    /// <summary>Whether the answer is that of an earlier request.</summary>
    public static readonly HeaderDescription Replayed = new HeaderDescription(
        Internal.OwnHeaders.IdempotencyReplayed, Schemas.OneOf("true"), "The answer is that of an earlier request with the same Idempotency-Key.").Sometimes;

    /// <summary>What was preferred and done.</summary>
    public static readonly HeaderDescription PreferenceApplied = new HeaderDescription(
        Internal.OwnHeaders.PreferenceApplied, Schemas.Text(), "Which of the preferences were followed.").Sometimes;

    /// <summary>What else an answer depends on.</summary>
    public static readonly HeaderDescription VaryByPreference = new("Vary", Schemas.Text(), "Prefer.");

    /// <summary>When to try again.</summary>
    public static readonly HeaderDescription RetryAfter = new("Retry-After", Schemas.Seconds, "How many seconds to wait before the next try.");

    /// <summary>Whether it may be kept.</summary>
    public static readonly HeaderDescription CacheControl = new(
        "Cache-Control", Schemas.Text(), "no-cache: keep it if you like, but ask whether it still holds. no-store: do not keep it.");
}
