
namespace KafkaRider.AspNetCore.Internal;

/// <summary>Is what is known of one command that was sent.</summary>
/// <param name="Id">The id of the operation, which the command carries.</param>
/// <param name="CreatedAt">When the command was written to the log.</param>
internal sealed record Operation(Guid Id, DateTimeOffset CreatedAt)
{
    /// <summary>Gets when the outcome came about, or <see langword="null"/> while there is none.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Gets the outcome as the consumer published it, or a <see cref="CommandFailed"/>, or <see langword="null"/>.</summary>
    public object? Outcome { get; init; }

    /// <summary>Gets which command it is that is pending, or that the outcome is of; <see langword="null"/> where nobody told.</summary>
    public Fingerprint? Fingerprint { get; init; }

    /// <summary>Gets the key of the caller that sent the command, where it is known.</summary>
    public ulong? Caller { get; init; }

    /// <summary>Gets where the process of several steps is that the command has started, or <see langword="null"/> if it starts none.</summary>
    public ProcessChanged? Process { get; init; }

    /// <summary>Gets whether it is pending only as far as this instance knows, which may have forgotten the outcome.</summary>
    public bool IsInDoubt { get; init; }

    public bool IsCompleted => Outcome is not null;

    /// <summary>Gets whether nothing more is expected: the outcome of a process may be heard of before its last change.</summary>
    public bool IsSettled => IsCompleted && (Process is null || ProcessStatus.IsEnd(Process.Status));
}
