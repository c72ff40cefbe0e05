using KafkaRider.AspNetCore;

namespace Users.Api.Users;

/// <summary>Says what the description of the API begins with.</summary>
internal static class UsersDescription
{
    public static void Configure(ApiDescriptionOptions api)
    {
        api.Title = "Users";
        api.Description = "Creates, changes and shows users and promo codes. Commands travel over Kafka; their outcome comes back on the connection that asked, "
            + "and stays to be read at the operation. Errors are problem details (RFC 9457), told apart by type.";
        api.License = "Apache-2.0";
        api.Tags["Users"] = "Creating, changing, deleting and showing users.";
        api.Tags["Promo codes"] = "Creating and showing promo codes.";
        api.Tags["Registrations"] = "Users with promo codes: what takes several services, and happens as a whole or not at all.";
        api.Tags["Reports"] = "Users, counted.";
        api.Tags["Health"] = "For whoever runs the service.";
        api.ExplainProblems(typeof(UsersDescription).Assembly.GetManifestResourceStream("problems.md")!);
    }
}
