using KafkaRider.Views.Internal;

namespace KafkaRider.Views;

/// <summary>Feeds a view with the records of its topic.</summary>
/// <typeparam name="TView">The type of the view.</typeparam>
/// <remarks>
/// The rider calls it, and an application has no need to. A test without Kafka takes it from the services to say as an
/// <see cref="ITopicFollower"/> what the rider would: that the view has caught up, how far it is behind, that the topic was made anew.
/// </remarks>
public sealed class ViewFollower<TView> : ITopicFollower, IDisposable
    where TView : KafkaView
{
    private readonly TView _view;

    internal ViewFollower(TView view, ViewSnapshots? snapshots)
    {
        _view = view;
        Snapshots = snapshots;
    }

    internal ViewSnapshots? Snapshots { get; }

    IReadOnlyCollection<FollowMark> ITopicFollower.GetMarks() => Snapshots?.Open() ?? [];

    void ITopicFollower.CheckedMarks(bool isSameTopic) => Snapshots?.Restore(isSameTopic);

    FollowStart ITopicFollower.GetStart(int partition) =>
        _view.Progress.FindRestored(partition) is { } mark ? FollowStart.At(mark.Offset + 1) : _view.GetStart(partition);

    void ITopicFollower.Receive(FollowedRecord record)
    {
        lock (_view.Turn)
        {
            // Others may follow the topic from further back.
            if (_view.Progress.Has(new(record.Partition, record.Offset)))
            {
                return;
            }

            try
            {
                _view.Apply(record);
            }
            finally
            {
                _view.Progress.Note(record);
                _view.Wake(record.Partition);
            }
        }
    }

    void ITopicFollower.MadeAnew()
    {
        lock (_view.Turn)
        {
            _view.Progress.Clear();
            _view.Forget();
        }
    }

    void ITopicFollower.CaughtUp() => _view.Progress.NoteCaughtUp();

    void ITopicFollower.Measured(long lag) => _view.Progress.Lag = lag;

    /// <summary>Gives up the snapshot file for others.</summary>
    public void Dispose() => Snapshots?.Dispose();
}
