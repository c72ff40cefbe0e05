namespace KafkaRider.Internal;

/// <summary>Is an instance that says by itself when it has come to its end, and why it has to wait for somebody.</summary>
internal interface IEndingSaga
{
    bool HasEnded { get; }

    string? FailedStep { get; }

    string? Reason { get; }
}
