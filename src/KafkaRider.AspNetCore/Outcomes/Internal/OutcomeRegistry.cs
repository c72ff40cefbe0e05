using MassTransit;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Knows every outcome that a command of this service can have.</summary>
internal sealed class OutcomeRegistry
{
    private readonly Dictionary<Type, OutcomeMeaning> _meanings = [];
    private readonly List<OutcomeMeaning> _conflicts = [];

    /// <summary>Gets the outcomes by which consumers say that an id is taken.</summary>
    public IReadOnlyList<OutcomeMeaning> Conflicts => _conflicts;

    /// <summary>Gets what refuses outcomes in topics that cannot be.</summary>
    public List<Action<object, DateTimeOffset>> Checks { get; } = [];

    /// <summary>Adds an outcome, which several commands may have: what it means is the same for all of them.</summary>
    /// <exception cref="ConfigurationException">It is to be answered in two ways.</exception>
    public OutcomeMeaning<TOutcome> Add<TOutcome>(OutcomeMeaning<TOutcome> meaning)
        where TOutcome : class
    {
        if (_meanings.TryAdd(typeof(TOutcome), meaning))
        {
            return meaning;
        }

        var known = (OutcomeMeaning<TOutcome>)_meanings[typeof(TOutcome)];

        return known.Status == meaning.Status && known.BodyType == meaning.BodyType && known.Problems.LastOrDefault() == meaning.Problems.LastOrDefault()
            ? known
            : throw new ConfigurationException($"The outcome {typeof(TOutcome).Name} is registered with two meanings.");
    }

    /// <summary>Adds the outcome by which the consumer says that the id of a command is taken by another one.</summary>
    public void AddConflict<TOutcome>(OutcomeMeaning<TOutcome> meaning)
        where TOutcome : class
    {
        if (!_conflicts.Exists(known => known.OutcomeType == typeof(TOutcome)))
        {
            _conflicts.Add(Add(meaning));
        }
    }

    /// <summary>Says whether an outcome is about the second command with an id only: the operation keeps the outcome that it has.</summary>
    public bool IsConflict(object outcome) => _conflicts.Exists(conflict => conflict.OutcomeType == outcome.GetType());

    /// <summary>Returns the answer that an outcome means.</summary>
    public Answer ToAnswer(object outcome) => Get(outcome).ToAnswer(outcome);

    /// <summary>Returns what an outcome means.</summary>
    public OutcomeMeaning Get(object outcome) => _meanings[outcome.GetType()];

    /// <summary>Returns the type of outcome that has a name, or <see langword="null"/> if there is none.</summary>
    public Type? FindType(string name) => _meanings.Keys.FirstOrDefault(type => type.Name == name);

    /// <summary>Reads the outcome that a record holds.</summary>
    /// <exception cref="InvalidRecordException">The record is of no type that is registered, or what it says cannot be.</exception>
    public object Read(FollowedRecord record, DateTimeOffset now)
    {
        var outcome = Read(record);
        Checks.ForEach(check => check(outcome, now));
        return outcome;
    }

    private object Read(FollowedRecord record)
    {
        foreach (var meaning in _meanings.Values)
        {
            if (meaning.TryRead(record) is { } outcome)
            {
                return outcome;
            }
        }

        throw new InvalidRecordException("The record is of no type that is known as an outcome.");
    }
}
