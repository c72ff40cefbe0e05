namespace Users.Api.Tests.Fixtures;

internal sealed class Gate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task;

    public Task Opened => _opened.Task;

    public void SetReached() => _reached.TrySetResult();

    public void Open() => _opened.TrySetResult();
}
