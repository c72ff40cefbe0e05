using MassTransit;

namespace Users.Bench.Riders;

/// <summary>Consumes orders by counting them, and measures those behind the first few.</summary>
internal sealed class CountingConsumer(OrderCount count) : IConsumer<Order>
{
    public Task Consume(ConsumeContext<Order> context)
    {
        count.Add();
        return Task.CompletedTask;
    }
}

/// <summary>Counts the orders of a process.</summary>
/// <param name="warmUp">How many are not measured.</param>
/// <param name="measured">How many are, after those.</param>
internal sealed class OrderCount(int warmUp, int measured)
{
    private readonly TaskCompletionSource<Figures> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Stopwatches? _watches;
    private int _count;

    public Task<Figures> Done => _done.Task;

    public void Add()
    {
        var count = Interlocked.Increment(ref _count);
        if (count == warmUp)
        {
            Volatile.Write(ref _watches, new());
        }
        else if (count == warmUp + measured)
        {
            _done.TrySetResult(Volatile.Read(ref _watches)!.Stop(measured));
        }
    }
}
