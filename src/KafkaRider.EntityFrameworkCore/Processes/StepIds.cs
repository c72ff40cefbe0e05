using System.Security.Cryptography;
using System.Text;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Makes the ids of what a process sends. The same step has the same id on any instance and after any crash, so its command counts once.</summary>
public static class StepIds
{
    /// <summary>Returns the operation id of a step's command.</summary>
    /// <param name="processId">The id of the process.</param>
    /// <param name="step">The name of the step.</param>
    /// <returns>The id.</returns>
    public static Guid OfCommand(Guid processId, string step) => Of(processId, $"do|{step}");

    /// <summary>Returns the operation id of a step's compensation.</summary>
    /// <param name="processId">The id of the process.</param>
    /// <param name="step">The name of the step.</param>
    /// <param name="round">How often it has been undone before: what comes late is undone again.</param>
    /// <returns>The id.</returns>
    public static Guid OfCompensation(Guid processId, string step, int round = 0) => Of(processId, $"undo|{round}|{step}");

    internal static Guid OfAttempt(Guid operationId, int attempt) => attempt <= 1 ? operationId : Of(operationId, $"attempt|{attempt}");

    private static Guid Of(Guid id, string text)
    {
        var content = new byte[16 + Encoding.UTF8.GetByteCount(text)];
        id.TryWriteBytes(content, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(text, content.AsSpan(16));
        var hash = SHA256.HashData(content).AsSpan(0, 16);

        // RFC 9562, version 8: an id of one's own making.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash, bigEndian: true);
    }
}
