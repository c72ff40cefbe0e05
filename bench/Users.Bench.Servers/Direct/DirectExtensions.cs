using Users.Consumer;

namespace Users.Bench.Servers.Direct;

internal static class DirectExtensions
{
    /// <summary>Adds what inserts by itself. The store comes along to create the tables, and rests.</summary>
    public static void AddDirectInsert(this WebApplicationBuilder builder)
    {
        builder.Services.AddUsersInbox();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<DirectInsert>());
    }
}
