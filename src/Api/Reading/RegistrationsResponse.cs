namespace Users.Api.Reading;

internal sealed record RegistrationsResponse(string By, IReadOnlyList<RegistrationsInPeriod> Registrations);
