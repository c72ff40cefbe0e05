using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Users.Contracts;

/// <summary>Tells commands apart that carry the same operation id: a retry has the same fingerprint, another command has another one.</summary>
public static class CommandFingerprint
{
    /// <summary>The header that carries it, on a command and on its outcome: 64 hexadecimal digits.</summary>
    public const string HeaderName = "Fingerprint";

    // A field that is added later changes nothing about the commands that leave it out.
    private static readonly ContractsJsonContext Json =
        new(new(ContractsJsonContext.Default.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull });

    /// <summary>Returns the SHA-256 digest of the type and the content of a command.</summary>
    /// <param name="command">A command of this assembly.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Of(object command)
    {
        ArgumentNullException.ThrowIfNull(command);

        using var content = new MemoryStream();
        JsonSerializer.Serialize(content, command.GetType().Name, Json.String);
        JsonSerializer.Serialize(content, command, command.GetType(), Json);
        return SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    /// <summary>Returns a fingerprint as the header carries it.</summary>
    /// <param name="fingerprint">32 bytes.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string ToHeader(ReadOnlySpan<byte> fingerprint) => Convert.ToHexStringLower(fingerprint);

    /// <summary>Reads a header.</summary>
    /// <param name="header">The text of the header.</param>
    /// <param name="fingerprint">Its 32 bytes.</param>
    /// <returns>Whether the header is there and well formed.</returns>
    public static bool TryParse(string? header, out byte[] fingerprint)
    {
        fingerprint = new byte[SHA256.HashSizeInBytes];
        return header?.Length == 2 * fingerprint.Length
            && Convert.FromHexString(header, fingerprint, out _, out _) == System.Buffers.OperationStatus.Done;
    }
}
