using Users.Consumer.Database;

namespace Users.Consumer.Schema;

/// <summary>Says whether the database is in the form that this version needs, and if not, why.</summary>
internal sealed class SchemaState
{
    private readonly TaskCompletionSource _inPlace = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task WhenInPlace => _inPlace.Task;

    /// <summary>Gets what keeps the schema from being in place, as far as that is known.</summary>
    public string? Obstacle { get; private set; }

    public void SetInPlace() => _inPlace.TrySetResult();

    public void SetObstacle(Exception exception) => Obstacle = DatabaseErrors.Explain(exception);
}
