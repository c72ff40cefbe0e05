using KafkaRider.AspNetCore.Internal;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore;

/// <summary>Notes the outcomes that a topic tells of, so that operations can be looked up on any instance.</summary>
/// <remarks>
/// A service that follows such a topic itself, for a view of its own, hands on to this one what it reads, so that the topic is read once.
/// </remarks>
public sealed class OutcomeFollower : ITopicFollower
{
    private readonly string _topic;
    private readonly OperationView _view;
    private readonly OutcomeRegistry _outcomes;
    private readonly CaughtUpTopics _topics;
    private readonly int _maxRead;

    internal OutcomeFollower(string topic, OperationView view, OutcomeRegistry outcomes, CaughtUpTopics topics, IOptions<OperationsOptions> options)
    {
        (_topic, _view, _outcomes, _topics, _maxRead) = (topic, view, outcomes, topics, options.Value.MaxRead);
    }

    /// <inheritdoc/>
    public FollowStart GetStart(int partition) => FollowStart.Since(_view.Horizon, _maxRead);

    /// <summary>Starts sooner where operations that can still be looked up were before.</summary>
    /// <param name="start">Where the service itself would start.</param>
    public FollowStart OrSooner(FollowStart start) => start.OrSince(_view.Horizon, _maxRead);

    /// <summary>Reads the outcome that a record holds.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The outcome, of a type that is registered.</returns>
    /// <exception cref="InvalidRecordException">The record is of no type that is registered.</exception>
    public object Read(FollowedRecord record) => _outcomes.Read(record);

    /// <summary>Notes an outcome, unless it is older than operations are kept, or the record is about none.</summary>
    /// <param name="record">The record.</param>
    /// <param name="outcome">What was read from it.</param>
    public void Note(FollowedRecord record, object outcome)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(outcome);

        if ((record.IsNew || record.Timestamp >= _view.Horizon) && record.FindOperationId() is { } operation)
        {
            _view.Complete(operation, outcome, record.GetFingerprint(), record.Timestamp, record.IsNew);
        }
    }

    /// <inheritdoc/>
    public void Receive(FollowedRecord record) => Note(record, Read(record));

    /// <inheritdoc/>
    public void MadeAnew() => _topics.Started(_topic);

    /// <inheritdoc/>
    public void CaughtUp() => _topics.CaughtUp(_topic);
}
