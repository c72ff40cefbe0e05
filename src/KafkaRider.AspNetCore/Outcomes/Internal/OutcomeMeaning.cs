using MassTransit;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Says what an outcome of one type means over HTTP, whoever asks: the client that waits, or one that looks later.</summary>
internal abstract class OutcomeMeaning
{
    public abstract Type OutcomeType { get; }

    /// <summary>Gets the status of the answer that is no problem, or <see langword="null"/> where all of them are problems.</summary>
    public int? Status { get; init; }

    /// <summary>Gets the type of the body, if there is one.</summary>
    public Type? BodyType { get; init; }

    public abstract bool HasLocation { get; }

    public abstract bool HasETag { get; }

    public abstract bool HasToken { get; }

    /// <summary>Gets the problems that the outcome can be.</summary>
    public abstract IEnumerable<Problem> Problems { get; }

    /// <summary>Gets or sets whether it is that of a process of several steps.</summary>
    public bool IsOfProcess { get; set; }

    public abstract Answer ToAnswer(object outcome);

    public abstract IEnumerable<KeyValuePair<string, string>> GetLinks(object outcome);

    /// <summary>Reads the outcome from a record, or returns <see langword="null"/> if the record holds another.</summary>
    public abstract object? TryRead(FollowedRecord record);

    /// <summary>Waits for this outcome as the answer to a request, which is sent when it has been asked for the last one.</summary>
    public abstract Task<Response> WaitForAsync(RequestHandle request, bool isLast);
}
