using System.Collections;
using MassTransit.Introspection;

namespace KafkaRider.Internal;

/// <summary>Finds in an endpoint's pipeline what sagas cannot have.</summary>
internal static class SagaPitfalls
{
    private const string FilterType = "filterType";

    /// <summary>Returns what is wrong, or <see langword="null"/>.</summary>
    public static string? Find(ProbeResult probed)
    {
        foreach (var filter in Scopes(probed.Results))
        {
            switch (Text(filter, FilterType))
            {
                case "outbox":
                    return "an outbox (UseInMemoryOutbox) loses what a saga sends if the process ends before it is sent; what is sent is kept with the saga, so leave it out";
                case "saga" when Text(filter, "Correlation") == "Query":
                    return "an event of a saga is correlated by a query: correlate by id (CorrelateById), which is also the key of the record";
            }
        }

        return null;
    }

    private static IEnumerable<IDictionary<string, object>> Scopes(object? node) => node switch
    {
        IDictionary<string, object> scope => scope.Values.SelectMany(Scopes).Prepend(scope),
        string => [],
        IEnumerable many => many.Cast<object?>().SelectMany(Scopes),
        _ => [],
    };

    private static string? Text(IDictionary<string, object> scope, string name) =>
        scope.FirstOrDefault(value => string.Equals(value.Key, name, StringComparison.OrdinalIgnoreCase)).Value as string;
}
