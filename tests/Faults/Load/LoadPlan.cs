using System.Globalization;
using Users.Faults.Checking;

namespace Users.Faults.Load;

/// <summary>Makes up operations; the same seed, and the same answers, make up the same ones.</summary>
/// <param name="scenario">Marks the names.</param>
/// <param name="seed">Decides them.</param>
public sealed class LoadPlan(string scenario, int seed)
{
    private const int SharedNames = 25;
    private const int SpellingLetters = 24;

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly KnownUsers _known = new();
    private int _last;

    /// <summary>Sets where the numbers begin, for a plan that follows another one.</summary>
    public int FirstNumber
    {
        init => _last = value;
    }

    /// <summary>Gets or sets how many of the operations compete with others for a name.</summary>
    public double CollidingShare { get; init; } = 0.2;

    /// <summary>Gets or sets how many change a user, once some are known.</summary>
    public double ChangingShare { get; init; } = 0.3;

    /// <summary>Gets or sets how many of these delete it.</summary>
    public double DeletingShare { get; init; } = 0.2;

    /// <summary>Gets or sets how many carry an idempotency key.</summary>
    public double KeyedShare { get; init; } = 0.8;

    /// <summary>Gets or sets within which time those clients hang up that do not wait.</summary>
    public TimeSpan AbandonWithin { get; init; }

    /// <summary>Gets or sets how many hang up.</summary>
    public double AbandonedShare { get; init; }

    /// <summary>Gets or sets the promo codes, one as likely as another, that every operation registers a user with; with none it is about users alone.</summary>
    public IReadOnlyList<string> PromoCodes { get; init; } = [];

    /// <summary>Gets or sets what stands at the end of names that nobody else asks for, to make them long.</summary>
    public string Padding { get; init; } = "";

    public PlannedOperation Next()
    {
        lock (_gate)
        {
            var number = ++_last;
            var name = _random.NextDouble() < CollidingShare ? Spell(number) : Unique(number);
            var key = _random.NextDouble() < KeyedShare ? Key(number) : null;

            if (PromoCodes.Count > 0)
            {
                return Register(new(number, name, Key(number)));
            }

            var operation = new PlannedOperation(number, name, key)
            {
                AbandonAfter = _random.NextDouble() < AbandonedShare ? _random.NextDouble() * AbandonWithin : null,
            };

            return _random.NextDouble() < ChangingShare && _known.Any ? Change(operation) : operation;
        }
    }

    /// <summary>Takes in what an answer tells of a user, so that it can be changed.</summary>
    public void Learn(Attempt attempt)
    {
        lock (_gate)
        {
            _known.Learn(attempt);
        }
    }

    /// <summary>Makes up an operation with a key and a name that nobody else asks for.</summary>
    public PlannedOperation NextUniqueKeyed()
    {
        lock (_gate)
        {
            var number = ++_last;

            return Register(new(number, Unique(number), Key(number)));
        }
    }

    private PlannedOperation Register(PlannedOperation operation) => PromoCodes.Count == 0
        ? operation
        : operation with { Kind = CommandKind.Register, PromoCode = PromoCodes[_random.Next(PromoCodes.Count)] };

    private PlannedOperation Change(PlannedOperation operation)
    {
        var (id, version) = _known.Choose(_random);
        var isDeletion = _random.NextDouble() < DeletingShare;

        return operation with
        {
            Kind = isDeletion ? CommandKind.Delete : CommandKind.Update,
            // Nothing but its key tells a deletion from others that nobody got an answer to.
            Key = isDeletion ? Key(operation.Number) : operation.Key,
            Target = id,
            ExpectedVersion = version,
        };
    }

    private string Unique(int number) => string.Create(CultureInfo.InvariantCulture, $"{scenario} {seed:x} no {number}{Padding}");

    private string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"{scenario}-{seed:x}-{number}");

    // One name to the system, but the case of its letters is the operation's number: nobody else sends it just so.
    private string Spell(int number)
    {
        var letters = Enumerable.Range(0, SpellingLetters).Select(bit => (number >> bit & 1) == 0 ? 'a' : 'A');

        return string.Create(CultureInfo.InvariantCulture, $"{scenario} {seed:x} shared {_random.Next(SharedNames)} {string.Concat(letters)}");
    }
}
