using System.Globalization;
using Users.Contracts;

namespace Users.Consumer.Store;

/// <summary>Tells whether two commands with one operation id are the same.</summary>
/// <param name="Value">What is stored: the fingerprint that the sender gave the command, or else that of the message.</param>
/// <param name="OfMessage">That of the message: of two senders of the same command only one may say anything.</param>
/// <param name="Former">What was stored before senders said anything.</param>
internal readonly record struct Fingerprint(Digest Value, Digest OfMessage, Digest Former)
{
    public static Fingerprint Of(CreateUser command, string? sent = null) => Of(command, sent, nameof(CreateUser), command.Name);

    public static Fingerprint Of(UpdateUser command, string? sent = null) =>
        Of(command, sent, nameof(UpdateUser), command.UserId.ToString(), command.Name, ToText(command.ExpectedVersion));

    public static Fingerprint Of(DeleteUser command, string? sent = null) =>
        Of(command, sent, nameof(DeleteUser), command.UserId.ToString(), ToText(command.ExpectedVersion));

    public bool IsThatOf(Digest stored) => stored == Value || stored == OfMessage || stored == Former;

    private static Fingerprint Of(object command, string? sent, params ReadOnlySpan<string> parts)
    {
        var ofMessage = new Digest(CommandFingerprint.Of(command));
        return new(CommandFingerprint.TryParse(sent, out var bytes) ? new Digest(bytes) : ofMessage, ofMessage, Digest.Of(parts));
    }

    private static string ToText(int? version) => string.Create(CultureInfo.InvariantCulture, $"{version}");
}
