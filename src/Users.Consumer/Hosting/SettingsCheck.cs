using Microsoft.Extensions.Options;

namespace Users.Consumer.Hosting;

internal static class SettingsCheck
{
    /// <summary>Says on the error output, in one line each, which settings this program cannot start with.</summary>
    /// <returns>Whether there are none.</returns>
    public static bool HasValidSettings(this WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            return true;
        }
        catch (Exception exception) when (exception is OptionsValidationException or AggregateException)
        {
            var all = exception is AggregateException several ? several.InnerExceptions.AsEnumerable() : [exception];

            foreach (var failure in all.OfType<OptionsValidationException>().SelectMany(invalid => invalid.Failures))
            {
                Console.Error.WriteLine($"Cannot start: {failure}");
            }

            return false;
        }
    }
}
