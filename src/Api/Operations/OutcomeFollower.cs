using KafkaRider;
using Microsoft.Extensions.Options;
using Users.Contracts;

namespace Users.Api.Operations;

/// <summary>Notes the outcome of every command.</summary>
internal sealed class OutcomeFollower(OperationView view, OperationSources sources, IOptions<OperationsOptions> options) : ITopicFollower
{
    public FollowStart GetStart(int partition) => FollowStart.Since(view.Horizon, options.Value.MaxCount);

    public void Receive(FollowedRecord record) => view.Complete(record.GetOperationId(), Read(record), record.Timestamp);

    public void CaughtUp() => sources.CaughtUp(Topics.Events);

    private static object Read(FollowedRecord record) =>
        record.TryRead<UserCreated>(out var created) ? created
        : record.TryRead<UserDuplicated>(out var duplicated) ? duplicated
        : throw new InvalidRecordException("The record is of no type that is known as an outcome.");
}
