namespace Users.Api.Reports;

internal sealed record RegistrationsResponse(string By, IReadOnlyList<RegistrationsInPeriod> Registrations);
