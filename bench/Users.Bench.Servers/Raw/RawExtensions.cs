using KafkaRider;
using Users.Bench.Servers.Loads;

namespace Users.Bench.Servers.Raw;

internal static class RawExtensions
{
    public static void AddRawResponder(this WebApplicationBuilder builder)
    {
        builder.AddKafkaOptions();
        builder.Services.AddHostedService<RawResponder>();
    }

    public static void AddRawRequester(this WebApplicationBuilder builder)
    {
        builder.AddKafkaOptions();
        builder.AddLoad<RawRequester>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<RawRequester>());
    }

    private static void AddKafkaOptions(this WebApplicationBuilder builder) =>
        builder.Services.AddOptions<KafkaOptions>().BindConfiguration(KafkaOptions.SectionName);
}
