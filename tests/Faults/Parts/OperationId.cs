using System.Security.Cryptography;
using System.Text;
using Users.Faults.Checking;

namespace Users.Faults.Parts;

/// <summary>Derives an operation's id from its key as the API does, whose rule never changes.</summary>
internal static class OperationId
{
    /// <param name="key">The key.</param>
    /// <param name="kind">What it is sent with: registrations have keys of their own.</param>
    public static Guid Of(string key, CommandKind kind = CommandKind.Create)
    {
        var space = kind == CommandKind.Register ? "registrations" : "users";
        Span<byte> id = SHA256.HashData(Encoding.UTF8.GetBytes($"{space}.idempotency-key:0::{key}")).AsSpan(0, 16);
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);

        return new Guid(id, bigEndian: true);
    }
}
