namespace Users.Consumer.Schema;

/// <summary>Says whether the database is in the form that this version needs.</summary>
internal sealed class SchemaState
{
    private readonly TaskCompletionSource _inPlace = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task WhenInPlace => _inPlace.Task;

    public void SetInPlace() => _inPlace.TrySetResult();
}
