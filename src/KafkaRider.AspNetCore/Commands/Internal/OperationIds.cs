using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Gives each command its operation id: from the client's idempotency key where there is one, else a new one.</summary>
internal sealed class OperationIds(ICallerIdentity caller, TimeProvider time)
{
    public bool TryGet(HttpContext http, string space, bool startsProcess, out Guid operationId, [NotNullWhen(false)] out Problem? problem)
    {
        problem = null;

        if (!http.Request.Headers.TryGetValue(IdempotencyKey.HeaderName, out var header))
        {
            operationId = startsProcess ? ProcessIds.Create(time.GetUtcNow()) : Guid.CreateVersion7();
            return true;
        }

        if (header.Count == 1 && IdempotencyKey.TryParse(header[0], out var key))
        {
            operationId = From(space, caller.Identify(http), key);
            return true;
        }

        operationId = default;
        problem = ProblemTypes.InvalidIdempotencyKey.With(
            $"{IdempotencyKey.HeaderName} must be one value: a quoted string of 1 to {IdempotencyKey.MaxLength} printable ASCII characters.");
        return false;
    }

    /// <summary>Derives the same id on every instance: a name-based UUID over SHA-256, which RFC 9562 makes a version 8.</summary>
    public static Guid From(string space, string caller, string key)
    {
        // The length in front keeps apart what the two strings together would blur. It is part of every stored id: never change it.
        var name = Encoding.UTF8.GetBytes($"{space}.idempotency-key:{caller.Length}:{caller}:{key}");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name, hash);

        var id = hash[..16];
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
