using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValidationResult = System.ComponentModel.DataAnnotations.ValidationResult;

namespace Users.ServiceDefaults;

/// <summary>Binds options to their section, and names a setting that is refused as an operator writes it.</summary>
public static class SectionValidation
{
    /// <summary>Binds options to a section, and has their attributes checked when the service starts.</summary>
    /// <typeparam name="TOptions">The type of the options.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="section">The section.</param>
    public static void AddValidatedSection<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.AddOptionsWithValidateOnStart<TOptions>().BindConfiguration(section);
        services.AddSingleton<IValidateOptions<TOptions>>(new SectionValidator<TOptions>(section));
    }

    private sealed class SectionValidator<TOptions>(string section) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var faults = new List<ValidationResult>();

            return Validator.TryValidateObject(options, new(options), faults, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(faults.Select(fault => $"{section}:{string.Join(", ", fault.MemberNames)} is refused: {fault.ErrorMessage}"));
        }
    }
}
