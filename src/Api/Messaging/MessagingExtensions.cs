using MassTransit;

namespace Users.Api.Messaging;

internal static class MessagingExtensions
{
    public static WebApplicationBuilder AddMessaging(this WebApplicationBuilder builder)
    {
        builder.Services.AddMassTransit(bus => bus.UsingInMemory());
        return builder;
    }
}
