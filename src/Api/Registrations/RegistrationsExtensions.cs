using KafkaRider.AspNetCore;
using Users.Contracts;

namespace Users.Api.Registrations;

/// <summary>Adds registrations, which are processes of several steps in several services.</summary>
internal static class RegistrationsExtensions
{
    public static void AddRegistrations(this KafkaCommandsBuilder commands)
    {
        commands.AddRegister();
        commands.AskForOperations(Topics.RegistrationQueries.Name);

        // Whoever executes them need not have run yet.
        foreach (var topic in new[] { Topics.Registrations, Topics.RegistrationEvents, Topics.RegistrationDeadLetters, Topics.RegistrationQueries })
        {
            commands.Topic(topic.Name, topic.Partitions, topic.Retention);
        }
    }

    public static void MapRegistrations(this IEndpointRouteBuilder routes) =>
        routes.MapRegister("/registrations").WithTags("Registrations").WithSummary("Registers a user with a promo code: both, or neither");
}
