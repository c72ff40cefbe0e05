using System.Diagnostics.CodeAnalysis;
using MassTransit;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Users.ServiceDefaults;

/// <summary>Tells what an operator can put right from what is a fault of the program.</summary>
internal static class StartUpFailure
{
    public static bool TryExplain(Exception exception, [NotNullWhen(true)] out IEnumerable<string>? reasons)
    {
        reasons = exception switch
        {
            OptionsValidationException invalid => invalid.Failures,
            AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException) =>
                several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(invalid => invalid.Failures),
            ConfigurationException refused when refused.Results.Any(IsFailure) =>
                refused.Results.Where(IsFailure).Select(result => $"{result.Key} {result.Message}"),
            ConfigurationException { InnerException: ConfigurationException cause } => [cause.Message],
            ConfigurationException => [exception.Message],
            // What the configuration binder throws for a value that is not of the option's type; it names value and option.
            InvalidOperationException { InnerException: FormatException or OverflowException or ArgumentException } => [exception.Message],
            IOException { InnerException: AddressInUseException } => [exception.Message],
            // What Kestrel says of an address that it cannot listen on, or has no certificate for.
            { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } when exception is IOException or InvalidOperationException => [exception.Message],
            _ => null,
        };

        return reasons is not null;
    }

    private static bool IsFailure(ValidationResult result) => result.Disposition == ValidationResultDisposition.Failure;
}
