using MassTransit;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Knows of a command where it goes and what can come of it.</summary>
/// <param name="Topic">The topic that carries the command.</param>
/// <param name="Space">What keeps the idempotency keys of different systems apart.</param>
internal sealed record CommandRegistration<TCommand>(string Topic, string Space)
    where TCommand : class
{
    private readonly Dictionary<Type, Func<TCommand, object, bool>> _fits = [];

    /// <summary>Gets the outcomes that the command can have.</summary>
    public List<OutcomeMeaning> Outcomes { get; } = [];

    /// <summary>Gets or sets whether the command starts a process of several steps.</summary>
    public bool StartsProcess { get; set; }

    public void AddFit<TOutcome>(Func<TCommand, TOutcome, bool> fits) => _fits[typeof(TOutcome)] = (command, outcome) => fits(command, (TOutcome)outcome);

    /// <summary>Says of an outcome that does not tell of which command it is whether it fits a command.</summary>
    public bool Fits(TCommand command, object outcome) => _fits.TryGetValue(outcome.GetType(), out var fits) && fits(command, outcome);

    /// <summary>Sends a command and returns the outcome that it has.</summary>
    /// <exception cref="RequestException">The outcome is none of those that it can have.</exception>
    public async Task<Response> RequestAsync(
        IRequestClient<TCommand> client,
        TCommand command,
        Action<SendContext<TCommand>> identify,
        RequestTimeout timeout,
        IReadOnlyList<OutcomeMeaning> conflicts,
        CancellationToken cancellationToken)
    {
        using var request = client.Create(command, cancellationToken, timeout);
        request.UseExecute(identify);

        // The request is sent with the last.
        var waiting = new List<Task<Response>>(Outcomes.Count + conflicts.Count);
        waiting.AddRange(conflicts.Select(conflict => conflict.WaitForAsync(request, isLast: false)));
        waiting.AddRange(Outcomes.Select((outcome, index) => outcome.WaitForAsync(request, isLast: index == Outcomes.Count - 1)));

        return await await Task.WhenAny(waiting);
    }
}
