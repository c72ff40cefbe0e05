using KafkaRider.AspNetCore.Internal;

namespace KafkaRider.AspNetCore;

/// <summary>Says what can come of a command, and what that means over HTTP.</summary>
/// <typeparam name="TCommand">The type of the command.</typeparam>
/// <remarks>Several commands may have the same outcome; it means the same for each of them.</remarks>
public sealed class CommandBuilder<TCommand>
    where TCommand : class
{
    private readonly CommandRegistration<TCommand> _registration;
    private readonly OutcomeRegistry _outcomes;

    internal CommandBuilder(CommandRegistration<TCommand> registration, OutcomeRegistry outcomes) =>
        (_registration, _outcomes) = (registration, outcomes);

    internal CommandBuilder<TCommand> OfProcess()
    {
        _registration.StartsProcess = true;
        return this;
    }

    /// <summary>Adds an outcome that is answered with a body.</summary>
    /// <typeparam name="TOutcome">The type of the outcome.</typeparam>
    /// <typeparam name="TBody">The type of the body.</typeparam>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">Returns the body.</param>
    /// <param name="configure">Says what else the outcome tells of.</param>
    /// <returns>The same builder, for chaining.</returns>
    public CommandBuilder<TCommand> Outcome<TOutcome, TBody>(int status, Func<TOutcome, TBody> body, Action<OutcomeBuilder<TOutcome>>? configure = null)
        where TOutcome : class
        where TBody : class => Add(new OutcomeMeaning<TOutcome>(body, problem: null) { Status = status, BodyType = typeof(TBody) }, configure);

    /// <summary>Adds an outcome that is answered without a body.</summary>
    /// <typeparam name="TOutcome">The type of the outcome.</typeparam>
    /// <param name="status">The HTTP status.</param>
    /// <param name="configure">Says what else the outcome tells of.</param>
    /// <returns>The same builder, for chaining.</returns>
    public CommandBuilder<TCommand> Outcome<TOutcome>(int status, Action<OutcomeBuilder<TOutcome>>? configure = null)
        where TOutcome : class => Add(new OutcomeMeaning<TOutcome>(body: null, problem: null) { Status = status }, configure);

    /// <summary>Adds an outcome by which nothing was changed.</summary>
    /// <typeparam name="TOutcome">The type of the outcome.</typeparam>
    /// <param name="problem">What the client is told.</param>
    /// <param name="configure">Says what else the outcome tells of.</param>
    /// <returns>The same builder, for chaining.</returns>
    public CommandBuilder<TCommand> Rejection<TOutcome>(Problem problem, Action<OutcomeBuilder<TOutcome>>? configure = null)
        where TOutcome : class => Add(new OutcomeMeaning<TOutcome>(body: null, problem), configure);

    /// <summary>Says whether an outcome fits a command where the outcome itself does not tell of which command it is.</summary>
    /// <typeparam name="TOutcome">The type of the outcome.</typeparam>
    /// <param name="fits">Returns whether it does.</param>
    /// <returns>The same builder, for chaining.</returns>
    /// <remarks>Only what was written by a consumer that does not return fingerprints is asked about; otherwise it never fits.</remarks>
    public CommandBuilder<TCommand> Fits<TOutcome>(Func<TCommand, TOutcome, bool> fits)
        where TOutcome : class
    {
        _registration.AddFit(fits);
        return this;
    }

    private CommandBuilder<TCommand> Add<TOutcome>(OutcomeMeaning<TOutcome> meaning, Action<OutcomeBuilder<TOutcome>>? configure)
        where TOutcome : class
    {
        configure?.Invoke(new OutcomeBuilder<TOutcome>(meaning));
        var added = _outcomes.Add(meaning);
        added.IsOfProcess |= _registration.StartsProcess;
        _registration.Outcomes.Add(added);
        return this;
    }
}
