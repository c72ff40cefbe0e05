namespace Users.Api.Reading;

/// <summary>Counts on which days users were created. Costs a few dozen bytes for each such day.</summary>
internal sealed class Registrations
{
    private readonly SortedDictionary<DateOnly, int> _days = [];

    public void Add(DateTimeOffset createdAt)
    {
        var day = DateOnly.FromDateTime(createdAt.UtcDateTime);
        _days[day] = _days.GetValueOrDefault(day) + 1;
    }

    public void Clear() => _days.Clear();

    /// <summary>Returns the counts by period, in order, from the first registration to the last, also of periods that had none.</summary>
    public IReadOnlyList<(DateOnly Start, int Count)> By(Period period)
    {
        var result = new List<(DateOnly Start, int Count)>();

        foreach (var (day, count) in _days)
        {
            var start = period.StartOf(day);

            while (result.Count > 0 && result[^1].Start < start)
            {
                result.Add((period.Next(result[^1].Start), 0));
            }

            if (result.Count == 0)
            {
                result.Add((start, 0));
            }

            result[^1] = (start, result[^1].Count + count);
        }

        return result;
    }
}
