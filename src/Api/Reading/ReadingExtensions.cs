using KafkaRider.AspNetCore;
using KafkaRider.Views;
using Microsoft.Extensions.Options;
using Users.Contracts;

namespace Users.Api.Reading;

internal static class ReadingExtensions
{
    /// <summary>Adds the view of all users, which follows their events.</summary>
    public static WebApplicationBuilder AddUsersView(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<ReadingOptions, ReadingOptionsValidator>()
            .BindConfiguration(ReadingOptions.SectionName)
            .PostConfigure(options => options.EraseDeleted ??= TellsCallersApart(builder.Configuration));
        builder.Services.AddKafkaView<UserView>(Topics.Events.Name, ReadingOptions.SectionName);
        return builder;
    }

    private static bool TellsCallersApart(ConfigurationManager configuration) =>
        configuration["Authentication:Authority"] is { Length: > 0 } || configuration["Authentication:SigningKey"] is { Length: > 0 };

    /// <summary>Lets requests that carry consistency tokens wait until the view of users knows what they name.</summary>
    public static TBuilder WithUserView<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithConsistency(
            services => services.GetRequiredService<UserView>(),
            services => services.GetRequiredService<IOptions<ReadingOptions>>().Value.ConsistencyTimeout);
}
