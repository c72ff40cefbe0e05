using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Users.Api.Reading;

/// <summary>Is a length of time by which a report can be made.</summary>
internal sealed class Period
{
    public static readonly Period Day = new("day", "yyyy-MM-dd", day => day, day => day.AddDays(1));
    public static readonly Period Month = new("month", "yyyy-MM", day => new(day.Year, day.Month, 1), month => month.AddMonths(1));
    public static readonly Period Year = new("year", "yyyy", day => new(day.Year, 1, 1), year => year.AddYears(1));

    private static readonly Period[] All = [Day, Month, Year];

    private readonly string _format;
    private readonly Func<DateOnly, DateOnly> _startOf;
    private readonly Func<DateOnly, DateOnly> _next;

    private Period(string name, string format, Func<DateOnly, DateOnly> startOf, Func<DateOnly, DateOnly> next)
    {
        Name = name;
        _format = format;
        _startOf = startOf;
        _next = next;
    }

    public string Name { get; }

    public static bool TryParse(string? name, [NotNullWhen(true)] out Period? period)
    {
        period = Array.Find(All, period => period.Name == name);
        return period is not null;
    }

    public DateOnly StartOf(DateOnly day) => _startOf(day);

    public DateOnly Next(DateOnly start) => _next(start);

    public string Format(DateOnly start) => start.ToString(_format, CultureInfo.InvariantCulture);
}
