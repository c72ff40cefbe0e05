using Users.Contracts;

namespace Users.Bench.Reading;

/// <summary>Makes up users with names of 20 letters, created over three years, and their events.</summary>
internal sealed class Population(int count)
{
    private static readonly TimeSpan Span = TimeSpan.FromDays(3 * 365);

    private readonly DateTimeOffset _first = TimeProvider.System.GetUtcNow() - Span - TimeSpan.FromDays(30);

    public int Count => count;

    public IEnumerable<UserCreated> Created()
    {
        for (var number = 0; number < count; number++)
        {
            var at = TimeOf(number);
            yield return new(IdOf(number, at), NameOf(number, version: 1), 1, at);
        }
    }

    public IEnumerable<UserUpdated> Renamed() =>
        Created().Select((created, number) => new UserUpdated(created.UserId, NameOf(number, 2), 2, created.CreatedAt, created.CreatedAt.AddDays(1)));

    // The same in every run, and with the time in front as version 7 has it.
    private static Guid IdOf(int number, DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        new Random(number).NextBytes(bytes);
        Guid.CreateVersion7(at).ToByteArray(bigEndian: true).AsSpan(0, 6).CopyTo(bytes);
        return new Guid(bytes, bigEndian: true);
    }

    // Spread over the alphabet: names come in no order.
    private static string NameOf(int number, int version)
    {
        var random = new Random(number + (version * 100_000_007));
        return string.Create(20, random, (letters, source) =>
        {
            for (var at = 0; at < letters.Length; at++)
            {
                letters[at] = at == 8 ? ' ' : (char)((at is 0 or 9 ? 'A' : 'a') + source.Next(26));
            }
        });
    }

    private DateTimeOffset TimeOf(int number) => _first + (Span * ((double)number / count));
}
