namespace Users.Faults.Checking;

/// <summary>One request of the load client and what came of it.</summary>
public sealed record Attempt
{
    /// <summary>Gets the number of the operation; a retry with the same key is another attempt at the same one.</summary>
    public required int Operation { get; init; }

    /// <summary>Gets the idempotency key, where one was sent.</summary>
    public string? Key { get; init; }

    public CommandKind Kind { get; init; }

    /// <summary>Gets the user that is to be changed.</summary>
    public Guid? Target { get; init; }

    /// <summary>Gets the version that If-Match named.</summary>
    public int? ExpectedVersion { get; init; }

    /// <summary>Gets the promo code that was sent, where the user is to redeem one.</summary>
    public string? PromoCode { get; init; }

    /// <summary>Gets the name that was sent, in a spelling that no other operation uses; of a deletion, one that only the log sees.</summary>
    public required string Name { get; init; }

    public required string Instance { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Gets the status, or <see langword="null"/> where no whole answer came.</summary>
    public int? Status { get; init; }

    /// <summary>Gets why no answer came.</summary>
    public string? Failure { get; init; }

    /// <summary>Gets whether the client itself hung up.</summary>
    public bool Abandoned { get; init; }

    public Guid? OperationId { get; init; }

    public string? Location { get; init; }

    public bool RetryAfter { get; init; }

    public bool Replayed { get; init; }

    /// <summary>Gets the user's id in the body.</summary>
    public Guid? UserId { get; init; }

    /// <summary>Gets the name in the body.</summary>
    public string? EchoedName { get; init; }

    /// <summary>Gets the version that the ETag of the answer names.</summary>
    public int? Version { get; init; }

    /// <summary>Gets the last part of the problem's type.</summary>
    public string? Problem { get; init; }

    /// <summary>Gets the operation that the problem in the body names.</summary>
    public Guid? ProblemOperationId { get; init; }

    public TimeSpan Duration => EndedAt - StartedAt;

    public bool IsCreated => Status == 201;

    public bool IsChanged => Status is 200 or 204;

    /// <summary>Gets whether the answer is the outcome of the command.</summary>
    public bool IsOutcome => Status is 200 or 201 or 204 or 404 or 409 or 410 or 412 || IsUnregistered;

    /// <summary>Gets whether nobody was registered, as a step was refused or has failed.</summary>
    public bool IsUnregistered => Kind == CommandKind.Register && (Status == 422 || (Status == 500 && Problem == "registration-failed"));

    public bool IsDuplicate => Status == 409 && Problem == "user-duplicated";

    /// <summary>Gets whether the client cannot know from this alone what became of its command.</summary>
    public bool IsUnknown => Status is null or 503 or 504;
}
