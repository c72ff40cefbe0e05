using System.Globalization;
using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Refuses lists of brokers that lead nowhere. librdkafka would skip what it cannot read, and wait for the brokers that are left.</summary>
internal static class BrokerAddresses
{
    /// <param name="list">Addresses, separated by commas. None at all is not looked at here: they may be named elsewhere.</param>
    /// <exception cref="ConfigurationException">One of them is no address of a broker.</exception>
    public static void Check(string list)
    {
        if (string.IsNullOrWhiteSpace(list))
        {
            return;
        }

        var addresses = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var fault = addresses.Length == 0 ? "there is no broker in it" : addresses.Select(FindFault).FirstOrDefault(found => found is not null);

        if (fault is not null)
        {
            throw new ConfigurationException($"Kafka:BootstrapServers={list} is refused: {fault}.");
        }
    }

    // A protocol may stand before it, and an address of IPv6 stands in brackets. Without a port it is that of Kafka.
    private static string? FindFault(string address)
    {
        var rest = address[(address.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0)..];
        var colon = rest.IndexOf(':', Math.Max(rest.IndexOf(']', StringComparison.Ordinal), 0));
        var host = colon < 0 ? rest : rest[..colon];

        return host.Length == 0 || host.Any(letter => char.IsWhiteSpace(letter) || letter is '/' or '@' or '?')
            ? $"'{address}' names no host"
            : colon < 0 || IsPort(rest.AsSpan(colon + 1)) ? null : $"'{address}' has no port from 1 to 65535";
    }

    private static bool IsPort(ReadOnlySpan<char> text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0;
}
