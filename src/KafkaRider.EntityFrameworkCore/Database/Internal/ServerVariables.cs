using System.Data.Common;
using System.Globalization;

namespace KafkaRider.Internal;

/// <summary>What a server says of itself to a session that was just opened.</summary>
/// <param name="IsReadOnly">Whether it takes no writes; those of privileged users neither, because they would be lost to the primary.</param>
/// <param name="MaxPacketSize">How many bytes one text may have, with what the protocol puts before it.</param>
internal sealed record ServerVariables(bool IsReadOnly, long MaxPacketSize)
{
    /// <summary>Asks for them. Servers differ in which of them they have.</summary>
    public const string Query =
        """
        SHOW SESSION VARIABLES WHERE Variable_name IN
            ('max_allowed_packet', 'read_only', 'super_read_only', 'innodb_read_only', 'tx_read_only', 'transaction_read_only')
        """;

    private const string PacketSize = "max_allowed_packet";

    public static async Task<ServerVariables> ReadAsync(DbDataReader reader)
    {
        var variables = new ServerVariables(IsReadOnly: false, MaxPacketSize: long.MaxValue);

        while (await reader.ReadAsync())
        {
            var (name, value) = (reader.GetString(0), reader.GetString(1));
            variables = name == PacketSize
                ? variables with { MaxPacketSize = long.Parse(value, CultureInfo.InvariantCulture) }
                : variables with { IsReadOnly = variables.IsReadOnly || value is not ("OFF" or "0") };
        }

        return variables;
    }

    /// <exception cref="ReadOnlyServerException">The server takes no writes.</exception>
    public ServerVariables ThrowIfReadOnly() => IsReadOnly ? throw new ReadOnlyServerException() : this;
}
