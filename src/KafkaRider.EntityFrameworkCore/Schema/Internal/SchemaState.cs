using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Tells whether the database is in the form that this version needs, and if not, why.</summary>
internal sealed class SchemaState
{
    private readonly TaskCompletionSource _inPlace = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets a task that ends when the schema is in place.</summary>
    public Task WhenInPlace => _inPlace.Task;

    /// <summary>Gets what keeps the schema from being in place, as far as that is known.</summary>
    public string? Obstacle { get; private set; }

    /// <exception cref="StoreUnavailableException">It is still not in place when the time is up.</exception>
    public async Task WaitAsync(TimeSpan patience, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (_inPlace.Task.IsCompleted)
        {
            return;
        }

        try
        {
            await _inPlace.Task.WaitAsync(patience, timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new StoreUnavailableException($"its schema is not in place: {Obstacle}", exception);
        }
    }

    public void SetInPlace() => _inPlace.TrySetResult();

    public string SetObstacle(Exception exception) => Obstacle = DatabaseReasons.Explain(exception);
}
