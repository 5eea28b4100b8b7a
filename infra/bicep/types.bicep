@export()
@description('One robot of the app.')
type robotType = {
  @description('Its name in this deployment: letters, digits and dashes. Its secrets in the vault are <name>-secret and <name>-secondary-secret.')
  @minLength(1)
  @maxLength(64)
  name: string

  @description('Its id, which the repository issued at registration.')
  id: string

  @description('Whether <name>-secondary-secret is used, during a rotation of secrets.')
  secondarySecret: bool

  @description('Its options by name, such as Version, Source, Enhancer or Polling__Enabled.')
  settings: settingsType
}

@export()
@description('App settings by name. Never a secret: anyone who may read the app may read them.')
type settingsType = {
  @description('The value of a setting, as text.')
  *: string
}

@export()
@description('The always-ready instances.')
type alwaysReadyType = {
  @description('For the endpoints. At least one: the repository waits five seconds for a response, and a cold start may take that long.')
  @minValue(1)
  http: int

  @description('For the runs. None is cheaper, but a run after an idle period starts some seconds later.')
  @minValue(0)
  durable: int
}

@export()
@description('Who may reach a resource over the network.')
type networkAccessType = {
  @description('Whether only private endpoints and the ranges below may access it.')
  isolated: bool

  @description('Public IPv4 addresses or ranges that may access it too, such as an operator\'s.')
  allowedIpRanges: string[]
}

@export()
@description('The endpoints of the services that the app uses.')
type endpointsType = {
  @description('The blobs of the storage account, with a trailing slash.')
  blobs: string

  @description('Its queues.')
  queues: string

  @description('Its tables.')
  tables: string

  @description('The vault, with a trailing slash.')
  vault: string

  @description('The connection string of Application Insights.')
  insights: string
}

@export()
@description('The tags of a resource, by name.')
type tagsType = {
  @description('The value of a tag.')
  *: string
}
