using System.Globalization;
using KafkaRider.EntityFrameworkCore;
using Users.Contracts;

namespace Users.Consumer.Users;

/// <summary>Knows what the inbox kept of commands before their senders said which they are.</summary>
internal static class FormerFingerprint
{
    public static Digest? Of(object command) => command switch
    {
        CreateUser create => Digest.Of(nameof(CreateUser), create.Name),
        UpdateUser update => Digest.Of(nameof(UpdateUser), update.UserId.ToString(), update.Name, ToText(update.ExpectedVersion)),
        DeleteUser delete => Digest.Of(nameof(DeleteUser), delete.UserId.ToString(), ToText(delete.ExpectedVersion)),
        _ => null,
    };

    private static string ToText(int? version) => string.Create(CultureInfo.InvariantCulture, $"{version}");
}
