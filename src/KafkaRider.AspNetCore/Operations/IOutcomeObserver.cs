namespace KafkaRider.AspNetCore;

/// <summary>
/// Is told of each outcome that this instance is about to answer, so that whoever reads here next finds what the answer tells of, where the
/// topics would show it a moment later.
/// </summary>
public interface IOutcomeObserver
{
    /// <summary>Takes in an outcome before the client is told of it.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="cancellationToken">Is cancelled when the client is gone.</param>
    ValueTask ObserveAsync(object outcome, CancellationToken cancellationToken);
}
