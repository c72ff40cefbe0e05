using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using KafkaRider.AspNetCore;
using Users.Contracts;

namespace Users.Api.Reading;

/// <summary>Represents what a client asks for with the query of GET /users.</summary>
internal sealed record UserQuery(UserSelection Selection, PageStart? Start, int Limit, DateTimeOffset? AsOf)
{
    public const int DefaultLimit = 50;
    public const int LargestLimit = 200;

    // The link to the next page repeats it, with three characters for a byte, beside a cursor, and must not be longer than what is taken.
    private const int LargestPrefix = 850;

    private const string Name = "name";
    private const string Prefix = "prefix";
    private const string LimitName = "limit";
    private const string CursorName = "cursor";
    private const string AsOfName = "asOf";

    public static bool TryRead(
        IQueryCollection query, UserView view, [NotNullWhen(true)] out UserQuery? result, [NotNullWhen(false)] out Problem? problem)
    {
        var errors = new Dictionary<string, string[]>();

        RefuseRepetition(query, errors, Name, Prefix, LimitName, CursorName, AsOfName);

        if (query.ContainsKey(Name) && query.ContainsKey(Prefix))
        {
            errors.TryAdd(Prefix, [$"Only one of {Name} and {Prefix} may be given."]);
        }

        var selection = ReadSelection(query, errors);
        var limit = ReadLimit(query, errors);
        var asOf = ReadAsOf(query, errors);
        var start = ReadCursor(query, view, selection, asOf, errors);

        result = errors.Count == 0 ? new(selection, start, limit, asOf) : null;
        problem = Explain(errors);
        return result is not null;
    }

    /// <summary>Reads of which time a client asks, if of any.</summary>
    public static bool TryReadAsOf(IQueryCollection query, out DateTimeOffset? asOf, [NotNullWhen(false)] out Problem? problem)
    {
        var errors = new Dictionary<string, string[]>();
        RefuseRepetition(query, errors, AsOfName);
        asOf = ReadAsOf(query, errors);
        problem = Explain(errors);
        return problem is null;
    }

    /// <summary>Returns the link to the page after this one. What is no parameter of ours is not repeated.</summary>
    public static string NextPage(HttpRequest request, PageStart next)
    {
        var query = new QueryString();

        foreach (var parameter in new[] { Name, Prefix, LimitName, AsOfName })
        {
            if (request.Query.TryGetValue(parameter, out var value))
            {
                query = query.Add(parameter, value.ToString());
            }
        }

        return $"{request.PathBase}{request.Path}{query.Add(CursorName, Cursor.Write(next))}";
    }

    private static void RefuseRepetition(IQueryCollection query, Dictionary<string, string[]> errors, params IEnumerable<string> parameters)
    {
        foreach (var parameter in parameters.Where(parameter => query[parameter].Count > 1))
        {
            errors[parameter] = ["It may be given only once."];
        }
    }

    private static Problem? Explain(Dictionary<string, string[]> errors) =>
        errors.Count == 0 ? null : ProblemTypes.InvalidRequest.With("The query has errors, which are listed by parameter.", errors);

    private static UserSelection ReadSelection(IQueryCollection query, Dictionary<string, string[]> errors)
    {
        var parameter = query.ContainsKey(Name) ? Name : Prefix;

        if (!query.TryGetValue(parameter, out var values))
        {
            return UserSelection.All;
        }

        var text = values.ToString();

        try
        {
            // In code points, as names are counted.
            if (text.EnumerateRunes().Count() > UserName.MaxLength)
            {
                errors.TryAdd(parameter, [$"It must have at most {UserName.MaxLength} characters, as names do."]);
            }
            else if (parameter == Prefix && Encoding.UTF8.GetByteCount(text) > LargestPrefix)
            {
                errors.TryAdd(parameter, [$"It must have at most {LargestPrefix} bytes in UTF-8."]);
            }
            else if (!string.IsNullOrWhiteSpace(text))
            {
                return parameter == Name ? UserSelection.ByName(text) : UserSelection.ByPrefix(text);
            }
            else
            {
                errors.TryAdd(parameter, ["It must not be empty or blank."]);
            }
        }
        catch (ArgumentException)
        {
            errors.TryAdd(parameter, ["It must be valid Unicode."]);
        }

        return UserSelection.All;
    }

    private static int ReadLimit(IQueryCollection query, Dictionary<string, string[]> errors)
    {
        if (!query.TryGetValue(LimitName, out var text))
        {
            return DefaultLimit;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit is < 1 or > LargestLimit)
        {
            errors.TryAdd(LimitName, [$"It must be a whole number from 1 to {LargestLimit}."]);
        }

        return limit;
    }

    private static DateTimeOffset? ReadAsOf(IQueryCollection query, Dictionary<string, string[]> errors)
    {
        if (!query.TryGetValue(AsOfName, out var text))
        {
            return null;
        }

        if (!Moment.TryParse(text, out var asOf))
        {
            errors.TryAdd(AsOfName, [Moment.Rule]);
        }

        return asOf;
    }

    private static PageStart? ReadCursor(
        IQueryCollection query, UserView view, UserSelection selection, DateTimeOffset? asOf, Dictionary<string, string[]> errors)
    {
        PageStart? start = null;

        if (query.TryGetValue(CursorName, out var text)
            && !(Cursor.TryRead(text.ToString(), view, asOf, out start) && selection.Includes(start.Value.Place.Key.Span)))
        {
            errors.TryAdd(CursorName, ["It is not that of the link to a next page of this query, or it is not valid any more: begin with the first page."]);
        }

        return start;
    }
}
