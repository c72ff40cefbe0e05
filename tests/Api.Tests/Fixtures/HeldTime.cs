namespace Users.Api.Tests.Fixtures;

/// <summary>Is time in which no timer runs out until it is let go; then every one does.</summary>
internal sealed class HeldTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ITimer> _timers = [];
    private bool _isLetGo;

    public void LetGo()
    {
        lock (_lock)
        {
            _isLetGo = true;
            _timers.ForEach(timer => timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            var timer = System.CreateTimer(callback, state, _isLetGo ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timers.Add(timer);
            return timer;
        }
    }
}
